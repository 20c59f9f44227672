import Button from '@cloudscape-design/components/button';
import { ErrorLine } from '../../components/error-line.tsx';
import { toErrorData } from '../../ipc/bridge.ts';
import { useOpenLogFolder } from './api.ts';

/** A button that opens the folder of the log in the file manager. */
export function OpenLogFolder() {
  const opening = useOpenLogFolder();
  return (
    <div>
      <Button iconName="folder-open" loading={opening.isPending} onClick={() => opening.mutate()}>
        Open log folder
      </Button>
      {opening.error && <ErrorLine error={toErrorData(opening.error)} />}
    </div>
  );
}
