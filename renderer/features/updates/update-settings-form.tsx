import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { PolicyKey, UpdateSettings, UpdateStatus } from '../../../shared/models/update.ts';
import { updateChannelSchema } from '../../../shared/models/update.ts';
import { toErrorData } from '../../ipc/bridge.ts';
import { ChoiceField } from '../../components/choice-field.tsx';
import { ErrorLine } from '../../components/error-line.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { useUpdateStatus } from './api.ts';
import { describeDelivery, describePolicyProblem } from './update-words.ts';

const decisions: Readonly<Record<PolicyKey, string>> = {
  updates: 'whether updates are installed',
  updateChecks: 'whether the app checks automatically',
  updateChannel: 'the channel',
  updateFeed: 'where updates come from',
};

const listDecisions = (keys: readonly PolicyKey[]): string =>
  keys.map((key) => decisions[key]).join(', ') || 'nothing about updates';

interface Props {
  readonly settings: UpdateSettings;
  readonly onChange: (settings: UpdateSettings) => void;
  readonly onCheck: () => void;
}

function PolicyNote({ management }: Pick<UpdateStatus, 'management'>) {
  if (!management) return null;
  const problem = describePolicyProblem(management);
  return (
    <Alert
      type={management.problem === undefined ? (problem === undefined ? 'info' : 'warning') : 'error'}
      header="Managed by your organization"
    >
      {problem ?? `The policy ${management.source} decides: ${listDecisions(management.keys)}.`}
    </Alert>
  );
}

function AutomaticChecks({
  status,
  settings,
  onChange,
}: Omit<Props, 'onCheck'> & { readonly status: UpdateStatus }) {
  const { delivery, feedHost, checksAutomatically } = status;
  const isManaged = status.management?.keys.includes('updateChecks') === true;
  return (
    <SpaceBetween size="xs">
      <Checkbox
        checked={checksAutomatically}
        disabled={isManaged || delivery.kind === 'off'}
        description={`Once a day, at ${feedHost}. Never while a transfer runs.`}
        onChange={({ detail }) => onChange({ ...settings, check: detail.checked ? 'on' : 'off' })}
      >
        Check for updates automatically
      </Checkbox>
      {delivery.kind === 'install' && (
        <Checkbox
          checked={settings.download}
          disabled={!checksAutomatically}
          description="Nothing is installed before you choose Restart and update."
          onChange={({ detail }) => onChange({ ...settings, download: detail.checked })}
        >
          Download updates automatically
        </Checkbox>
      )}
    </SpaceBetween>
  );
}

/** The settings of updates, with what the installation and a policy allow. */
export function UpdateSettingsForm({ settings, onChange, onCheck }: Props) {
  const { data: status, error } = useUpdateStatus();
  if (error) return <ErrorLine error={toErrorData(error)} />;
  if (!status) return <StatusIndicator type="loading">Loading</StatusIndicator>;
  const { version, delivery, management, channel, checkedAt } = status;
  const isOff = delivery.kind === 'off';
  const isManaged = (key: PolicyKey): boolean => management?.keys.includes(key) === true;
  const reason = describeDelivery(delivery);
  return (
    <div role="group" aria-label="Update settings">
      <SpaceBetween size="m">
        <PolicyNote management={management} />
        <AutomaticChecks status={status} settings={settings} onChange={onChange} />
        <ChoiceField
          label="Channel"
          description="Beta versions come earlier, and have been tested less."
          selectedId={channel}
          options={[
            { id: 'latest', text: 'Latest', disabled: isOff || isManaged('updateChannel') },
            { id: 'beta', text: 'Beta', disabled: isOff || isManaged('updateChannel') },
          ]}
          onChange={({ detail }) =>
            onChange({ ...settings, channel: updateChannelSchema.parse(detail.selectedId) })
          }
        />
        <SpaceBetween size="xs">
          <SpaceBetween direction="horizontal" size="s" alignItems="center">
            <Button disabled={isOff} onClick={onCheck}>
              Check for updates
            </Button>
            <Box color="text-body-secondary">
              Version {version}
              {checkedAt !== undefined && (
                <>
                  , checked <RelativeTime time={checkedAt} />
                </>
              )}
            </Box>
          </SpaceBetween>
          {reason !== undefined && <Box color="text-body-secondary">{reason}</Box>}
        </SpaceBetween>
      </SpaceBetween>
    </div>
  );
}
