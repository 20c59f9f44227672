import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { NotificationSettings } from '../../../shared/models/settings.ts';

interface Props {
  readonly notifications: NotificationSettings;
  readonly onChange: (notifications: NotificationSettings) => void;
}

/** The events that show a system notification while the app is in the background. */
export function NotificationSettingsForm({ notifications, onChange }: Props) {
  return (
    <FormField label="Notify me" description="When the app is in the background.">
      <SpaceBetween size="xs">
        <Checkbox
          checked={notifications.whenEnded}
          onChange={({ detail }) => onChange({ ...notifications, whenEnded: detail.checked })}
        >
          When all transfers finish, and at the first failure
        </Checkbox>
        <Checkbox
          checked={notifications.whenWaiting}
          onChange={({ detail }) => onChange({ ...notifications, whenWaiting: detail.checked })}
        >
          When a transfer waits for a sign-in
        </Checkbox>
      </SpaceBetween>
    </FormField>
  );
}
