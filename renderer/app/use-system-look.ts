import { applyDensity, applyMode, Density, Mode } from '@cloudscape-design/global-styles';
import { useEffect } from 'react';

/** Light or dark as the system is, now and when it changes; dense, as on a desktop. */
export function useSystemLook(): void {
  useEffect(() => {
    applyDensity(Density.Compact);
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    const apply = (): void => applyMode(dark.matches ? Mode.Dark : Mode.Light);
    apply();
    dark.addEventListener('change', apply);
    return () => dark.removeEventListener('change', apply);
  }, []);
}
