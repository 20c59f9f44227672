import { useQueryClient } from '@tanstack/react-query';
import type { SettingsChange } from '../../../shared/models/settings.ts';
import { useOfferUndo } from '../../components/undo.ts';
import { knownSettings, useChangeSettings } from './api.ts';
import { describeChange, revertChange } from './revert-change.ts';

// Failed changes are reported by the shell.
const ignore = (): void => undefined;

/**
 * Changes settings and offers to undo it, once the change is in use.
 *
 * @param text says what changed, such as `Appearance changed.`
 * @param onChanged runs after the change, and after its undo.
 */
export function useUndoableChange(): (change: SettingsChange, text: string, onChanged?: () => void) => void {
  const client = useQueryClient();
  const offerUndo = useOfferUndo();
  const { mutateAsync } = useChangeSettings();
  return (change, text, onChanged) => {
    const before = knownSettings(client);
    const changed = before && describeChange(before, change);
    const apply = async (next: SettingsChange): Promise<void> => {
      await mutateAsync(next);
      onChanged?.();
    };
    const undo = (): void => {
      const current = knownSettings(client);
      if (before && current) apply(revertChange(before, change, current)).catch(ignore);
    };
    const offer = async (): Promise<void> => {
      await apply(change);
      // A later change of the same fields replaces this offer.
      if (changed) offerUndo({ key: `settings ${changed}`, text, undo });
    };
    offer().catch(ignore);
  };
}
