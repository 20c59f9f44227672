import type { LogLevel } from '../../../shared/models/settings.ts';
import { logLevelSchema } from '../../../shared/models/settings.ts';
import { ChoiceField } from '../../components/choice-field.tsx';

interface Props {
  readonly level: LogLevel;
  readonly onChange: (level: LogLevel) => void;
}

/** What the app writes into its log. */
export function LogLevelSetting({ level, onChange }: Props) {
  return (
    <ChoiceField
      label="Log level"
      description="Verbose adds every request to AWS, with its region, status, request ID and duration, and the decisions of the scheduler. No level logs secrets, headers or bodies."
      selectedId={level}
      options={[
        { id: 'warnings', text: 'Errors and warnings' },
        { id: 'normal', text: 'Normal' },
        { id: 'verbose', text: 'Verbose' },
      ]}
      onChange={({ detail }) => onChange(logLevelSchema.parse(detail.selectedId))}
    />
  );
}
