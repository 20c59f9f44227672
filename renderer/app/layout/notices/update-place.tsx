import { useEffect, useEffectEvent, useState } from 'react';
import type { UpdateSettings } from '../../../../shared/models/update.ts';
import { useOpenAppDialog } from '../../../components/app-dialogs.ts';
import { useChangeSettings, useSettings } from '../../../features/settings/api.ts';
import { useUpdateEvents, useUpdateStatus } from '../../../features/updates/api.ts';
import { UpdateNotice } from '../../../features/updates/update-notice.tsx';
import { UpdateQuestion } from '../../../features/updates/update-question.tsx';

export interface Props {
  /** Whether nothing else explains itself to a new user. */
  readonly canAsk: boolean;
}

/** The question about updates, and the notice of a newer version. Loaded once the first screen can be used. */
export function UpdatePlace({ canAsk }: Props) {
  const { data: status } = useUpdateStatus();
  const { data: settings } = useSettings();
  const { mutate: changeSettings } = useChangeSettings();
  const openDialog = useOpenAppDialog();
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
  return (
    <>
      {isUnanswered && canAsk && (
        <UpdateQuestion feedHost={status.feedHost} onAnswer={(check) => change({ check })} />
      )}
      <UpdateNotice
        state={status.state}
        dismissed={settings.updates.dismissed}
        onView={() => openDialog?.('updates')}
        onDismiss={(dismissed) => change({ dismissed })}
      />
    </>
  );
}
