import { useQueryClient } from '@tanstack/react-query';
import type { MenuCommand } from '../../../shared/commands.ts';
import { assertNever } from '../../../shared/models/result.ts';
import type { AppDialog } from '../../components/app-dialogs.ts';
import { dialogOf } from '../../components/app-dialogs.ts';
import { focusFilter } from '../../components/filter-field.tsx';
import { reloadProfiles } from '../../features/registry-picker/profiles/api.ts';
import { reloadTransfers } from '../../features/transfers/api.ts';
import type { chosenRegistries } from '../draft/chosen-registries.ts';
import { comparisonRequest } from '../draft/comparison-request.ts';
import type { Draft, DraftAction } from '../draft/draft.ts';
import { useSwap } from '../draft/use-swap.ts';
import type { View } from '../layout/top-bar.tsx';
import type { Notify } from '../providers/use-notices.ts';
import type { useHelp } from './use-help.ts';
import type { useIntroduction } from './use-introduction.ts';
import { useMenu } from './use-menu.ts';

interface Parts {
  readonly view: View;
  readonly onView: (view: View) => void;
  readonly draft: Draft;
  readonly dispatch: (action: DraftAction) => void;
  readonly registries: ReturnType<typeof chosenRegistries>;
  readonly help: ReturnType<typeof useHelp>;
  readonly introduction: ReturnType<typeof useIntroduction>;
  readonly notify: Notify;
  readonly onPalette: () => void;
  readonly onDialog: (dialog: AppDialog) => void;
}

/** Runs the commands of the menu and the keyboard. Returns the function that runs one. */
export function useCommands(parts: Parts): (command: MenuCommand) => void {
  const { view, onView, draft, dispatch, registries, help, introduction, notify, onPalette, onDialog } =
    parts;
  const client = useQueryClient();
  const swap = useSwap(draft, dispatch);

  const refresh = async (): Promise<void> => {
    if (view === 'transfers') void reloadTransfers(client);
    const replaced = await reloadProfiles(client).catch(() => false);
    if (replaced) return dispatch({ kind: 'reset' });
    if (view !== 'replicate') return;
    const shown = draft.step.kind === 'review' ? 'plan' : draft.browsing;
    await Promise.all(['identity', shown].map((kind) => client.invalidateQueries({ queryKey: [kind] })));
  };

  const compare = (): void => {
    const request = comparisonRequest(registries, draft);
    onView('replicate');
    if (request) return dispatch({ kind: 'comparison-requested', request });
    notify({
      type: 'info',
      text: 'To compare, choose a source and a destination, then open a repository or select several.',
    });
  };

  const run = (command: MenuCommand): void => {
    switch (command) {
      case 'new-replication':
        onView('replicate');
        return dispatch({ kind: 'step-changed', step: 'choose' });
      case 'show-transfers':
        return onView('transfers');
      case 'show-history':
        return onView('history');
      case 'show-replication':
        return onView('replication');
      case 'show-settings':
        return onView('settings');
      case 'refresh':
        return void refresh();
      case 'find':
        return focusFilter();
      case 'command-palette':
        return onPalette();
      case 'compare':
        return compare();
      case 'swap-sides':
        onView('replicate');
        return swap();
      case 'show-help':
        return help.toggleHelp();
      case 'show-shortcuts':
        return help.toggleHelp('shortcuts');
      case 'show-introduction':
        onView('replicate');
        return introduction.show();
      case 'save-diagnostics':
      case 'report-problem':
      case 'check-for-updates':
      case 'show-about':
        return onDialog(dialogOf[command]);
      default:
        return assertNever(command);
    }
  };
  useMenu(run);
  return run;
}
