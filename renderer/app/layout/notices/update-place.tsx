import { useEffect, useEffectEvent, useState } from 'react';
import { formatCount } from '../../../../shared/format/counts.ts';
import type { UpdateSettings } from '../../../../shared/models/update.ts';
import { useChangeSettings, useSettings } from '../../../features/settings/api.ts';
import { useActiveCount } from '../../../features/transfers/api.ts';
import { useUpdateEvents, useUpdateStatus } from '../../../features/updates/api.ts';
import { UpdateDialog } from '../../../features/updates/update-dialog.tsx';
import { UpdateNotice } from '../../../features/updates/update-notice.tsx';
import { UpdateQuestion } from '../../../features/updates/update-question.tsx';

export interface Props {
  /** Whether nothing else explains itself to a new user. */
  readonly canAsk: boolean;
  readonly isDialogOpen: boolean;
  readonly onDialog: (isOpen: boolean) => void;
}

/** The question about updates, the notice of a newer version, and the dialog. Loaded once the first screen can be used. */
export function UpdatePlace({ canAsk, isDialogOpen, onDialog }: Props) {
  const { data: status } = useUpdateStatus();
  const { data: settings } = useSettings();
  const { mutate: changeSettings } = useChangeSettings();
  const unfinished = useActiveCount();
  const [isAsking, setAsking] = useState(false);
  useUpdateEvents();

  const change = (next: Partial<UpdateSettings>): void => {
    if (settings) changeSettings({ updates: { ...settings.updates, ...next } });
  };
  const isDue = canAsk && status?.asks === true && settings?.updates.check === 'not-asked';
  if (isDue && !isAsking) setAsking(true);
  // Asked once, also when it is not answered.
  const storeAsked = useEffectEvent(() => change({ check: 'unanswered' }));
  useEffect(() => {
    if (isDue) storeAsked();
  }, [isDue]);

  if (!status || !settings) return null;
  const isUnanswered = isAsking && ['not-asked', 'unanswered'].includes(settings.updates.check);
  const blocker =
    unfinished > 0
      ? `${formatCount(unfinished, 'transfer is', 'transfers are')} unfinished. You can install the update when all transfers are finished.`
      : undefined;
  return (
    <>
      {isUnanswered && canAsk && (
        <UpdateQuestion feedHost={status.feedHost} onAnswer={(check) => change({ check })} />
      )}
      {!isDialogOpen && (
        <UpdateNotice
          state={status.state}
          dismissed={settings.updates.dismissed}
          onView={() => onDialog(true)}
          onDismiss={(dismissed) => change({ dismissed })}
        />
      )}
      {isDialogOpen && <UpdateDialog blocker={blocker} onClose={() => onDialog(false)} />}
    </>
  );
}
