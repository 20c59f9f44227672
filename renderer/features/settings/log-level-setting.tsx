import FormField from '@cloudscape-design/components/form-field';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import type { LogLevel } from '../../../shared/models/settings.ts';
import { logLevelSchema } from '../../../shared/models/settings.ts';

interface Props {
  readonly level: LogLevel;
  readonly onChange: (level: LogLevel) => void;
}

/** What the app writes into its log. */
export function LogLevelSetting({ level, onChange }: Props) {
  return (
    <FormField
      label="Log level"
      description="Verbose adds every request to AWS, with its region, status, request ID and duration, and the decisions of the scheduler. No level logs secrets, headers or bodies."
    >
      <SegmentedControl
        label="Log level"
        selectedId={level}
        options={[
          { id: 'warnings', text: 'Errors and warnings' },
          { id: 'normal', text: 'Normal' },
          { id: 'verbose', text: 'Verbose' },
        ]}
        onChange={({ detail }) => onChange(logLevelSchema.parse(detail.selectedId))}
      />
    </FormField>
  );
}
