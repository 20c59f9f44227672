import type { EventName, Events } from '../../../shared/ipc.ts';
import type { Settings } from '../../../shared/models/settings.ts';
import type { AppFiles } from '../../app/storage/app-files.ts';
import type { SettingsFile } from '../../app/storage/settings.ts';
import type { RequestHandlers } from '../answer-request.ts';

type SettingsHandlers = Pick<RequestHandlers, Extract<keyof RequestHandlers, `settings.${string}`>>;

interface SettingsPorts {
  readonly settings: SettingsFile;
  readonly files: Pick<AppFiles, 'onChanged' | 'problems'>;
  /** Called with the settings that are in use from now on. */
  readonly applySettings: (settings: Settings) => void;
  /** Called when the limit of the history may have changed. */
  readonly historyLimitChanged: () => void;
  /** Called when the network settings or the proxy's password may have changed. */
  readonly networkChanged: () => void;
  readonly sendEvent: <Name extends EventName>(name: Name, payload: Events[Name]) => void;
}

/** Answers the requests about settings, and sends what changes in the app's files without a request. */
export function createSettingsHandlers(ports: SettingsPorts): SettingsHandlers {
  const { settings, files, applySettings, historyLimitChanged, networkChanged, sendEvent } = ports;
  files.onChanged((file) => {
    sendEvent('files.changed', files.problems());
    if (file === 'window-state' || file === 'upload-journal') return;
    networkChanged();
    if (file === 'proxy-password') return;
    applySettings(settings.read());
    sendEvent('settings.changed', settings.read());
  });
  return {
    'settings.read': async () => settings.read(),
    'settings.change': async (change) => {
      try {
        return await settings.change(change);
      } finally {
        // A change that could not be stored is in use all the same.
        applySettings(settings.read());
        if (change.network) networkChanged();
        if (change.history) historyLimitChanged();
      }
    },
  };
}
