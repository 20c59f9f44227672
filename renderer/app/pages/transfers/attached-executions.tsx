import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ExecutionRequest, ExecutionRoute } from '../../../../shared/models/execution.ts';
import { isUsable } from '../../../../shared/models/profile.ts';
import { maxAttachedExecutions } from '../../../../shared/models/settings.ts';
import { AttachDialog } from '../../../features/aws-stack/attach-dialog.tsx';
import { ExecutionCard } from '../../../features/aws-stack/execution-card.tsx';
import { useProfiles } from '../../../features/registry-picker/profiles/api.ts';
import { useSettings } from '../../../features/settings/api.ts';
import { useUndoableChange } from '../../../features/settings/use-undoable-change.ts';

interface Props {
  /** Whether the dialog is open. */
  readonly isAttaching: boolean;
  readonly onClose: () => void;
  readonly onCompare: (route: ExecutionRoute, execution: ExecutionRequest) => void;
}

/** The executions that the user attached, which the settings store, and the dialog that attaches one. */
export function AttachedExecutions({ isAttaching, onClose, onCompare }: Props) {
  const { data: settings } = useSettings();
  const { data: listing } = useProfiles();
  const change = useUndoableChange();
  const executions = settings?.executions ?? [];
  // The demo has other profiles.
  const shown = executions.filter(
    ({ profile }) => !listing?.demo || listing.profiles.some(({ name }) => name === profile),
  );
  const without = (arn: string): ExecutionRequest[] => executions.filter((each) => each.arn !== arn);
  const attach = (request: ExecutionRequest): void => {
    // The oldest ones are removed.
    change(
      { executions: [request, ...without(request.arn)].slice(0, maxAttachedExecutions) },
      'Execution attached.',
    );
    onClose();
  };
  return (
    <>
      {shown.length > 0 && (
        <SpaceBetween size="xs">
          <Header variant="h2" counter={`(${shown.length})`}>
            Executions in AWS
          </Header>
          {shown.map((request) => (
            <ExecutionCard
              key={request.arn}
              request={request}
              onCompare={(route) => onCompare(route, request)}
              onRemove={() => change({ executions: without(request.arn) }, 'Execution removed.')}
            />
          ))}
        </SpaceBetween>
      )}
      {isAttaching && (
        <AttachDialog
          profiles={listing?.profiles.filter(isUsable).map(({ name }) => name) ?? []}
          onAttach={attach}
          onClose={onClose}
        />
      )}
    </>
  );
}
