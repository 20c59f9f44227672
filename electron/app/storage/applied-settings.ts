import type { EventName, Events } from '../../../shared/ipc.ts';
import type { Settings } from '../../../shared/models/settings.ts';
import type { AppFiles } from './app-files.ts';
import type { SettingsFile } from './settings.ts';

interface AppliedSettingsPorts {
  readonly settings: SettingsFile;
  readonly files: Pick<AppFiles, 'onChanged' | 'problems'>;
  /** Called with the settings that are in use from now on. */
  readonly apply: (settings: Settings) => void;
  /** Called when the limit of the history may have changed. */
  readonly onHistoryLimitChanged: () => void;
  /** Called when the network settings or the proxy's password may have changed. */
  readonly onNetworkChanged: () => void;
  readonly sendEvent: <Name extends EventName>(name: Name, payload: Events[Name]) => void;
}

/**
 * The settings file, with every change applied to the running services: a change by request, and one that is read from
 * the file again. The window is sent the second kind.
 */
export function createAppliedSettings(ports: AppliedSettingsPorts): Pick<SettingsFile, 'read' | 'change'> {
  const { settings, files, apply, onHistoryLimitChanged, onNetworkChanged, sendEvent } = ports;
  files.onChanged((file) => {
    sendEvent('files.changed', files.problems());
    if (file === 'window-state' || file === 'upload-journal') return;
    onNetworkChanged();
    if (file === 'proxy-password') return;
    apply(settings.read());
    sendEvent('settings.changed', settings.read());
  });
  return {
    read: () => settings.read(),
    async change(change) {
      try {
        return await settings.change(change);
      } finally {
        // A change that could not be stored is in use nevertheless.
        apply(settings.read());
        if (change.network) onNetworkChanged();
        if (change.history) onHistoryLimitChanged();
      }
    },
  };
}
