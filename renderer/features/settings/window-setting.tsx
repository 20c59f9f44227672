import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import type { WindowSettings } from '../../../shared/models/settings.ts';

interface Props {
  readonly settings: WindowSettings;
  readonly onChange: (settings: WindowSettings) => void;
}

/** What closing the window does. */
export const WindowSetting = ({ settings, onChange }: Props) => (
  <FormField label="When the window is closed">
    <Checkbox
      checked={settings.keepInTray}
      description="Transfers continue. The icon in the tray or menu bar shows the window again, pauses transfers and quits."
      onChange={({ detail }) => onChange({ ...settings, keepInTray: detail.checked })}
    >
      Keep running in the tray
    </Checkbox>
  </FormField>
);
