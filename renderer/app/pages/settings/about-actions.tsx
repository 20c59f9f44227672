import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useOpenAppDialog } from '../../../components/app-dialogs.ts';
import { OpenLogFolder } from '../../../features/diagnostics/open-log-folder.tsx';

/** The buttons that open the log's folder and the dialogs about the app. */
export function AboutActions() {
  const openDialog = useOpenAppDialog();
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <OpenLogFolder />
      <Button onClick={() => openDialog?.('diagnostics')}>Save diagnostics…</Button>
      <Button onClick={() => openDialog?.('problem')}>Report a problem…</Button>
      <Button onClick={() => openDialog?.('about')}>About</Button>
    </SpaceBetween>
  );
}
