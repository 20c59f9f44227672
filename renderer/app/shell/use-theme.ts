import { applyDensity, applyMode, Density, Mode } from '@cloudscape-design/global-styles';
import { useLayoutEffect } from 'react';
import type { Appearance } from '../../../shared/models/settings.ts';

/**
 * Applies the selected appearance, follows the system's when that is selected, and uses compact density, before the first
 * paint of the app.
 */
export function useTheme(appearance: Appearance): void {
  useLayoutEffect(() => applyDensity(Density.Compact), []);

  useLayoutEffect(() => {
    const system = window.matchMedia('(prefers-color-scheme: dark)');
    const apply = (): void => {
      const isDark = appearance === 'system' ? system.matches : appearance === 'dark';
      applyMode(isDark ? Mode.Dark : Mode.Light);
    };
    apply();
    system.addEventListener('change', apply);
    return () => system.removeEventListener('change', apply);
  }, [appearance]);
}
