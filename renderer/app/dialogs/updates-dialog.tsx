import { formatCount } from '../../../shared/format/counts.ts';
import { useActiveCount } from '../../features/transfers/api.ts';
import { UpdateDialog } from '../../features/updates/update-dialog.tsx';

/** The dialog of updates, which does not quit the app while a transfer is unfinished. */
export function UpdatesDialog({ onClose }: { readonly onClose: () => void }) {
  const unfinished = useActiveCount();
  const blocker =
    unfinished > 0
      ? `${formatCount(unfinished, 'transfer is', 'transfers are')} unfinished. You can install the update when all transfers are finished.`
      : undefined;
  return <UpdateDialog blocker={blocker} onClose={onClose} />;
}
