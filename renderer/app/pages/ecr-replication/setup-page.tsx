import { InfoLink } from '../../../components/info-link.tsx';
import { PageTitle } from '../../page/page-title.tsx';
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { useEffect, useRef, useState } from 'react';
import type { ReplicationProposal } from '../../../../shared/models/ecr-replication.ts';
import type { RegistryIdentity } from '../../../../shared/models/registry.ts';
import { toErrorData } from '../../../ipc/bridge.ts';
import { ErrorAlert } from '../../../components/error-alert.tsx';
import { useApply, useExport, useOffer, useStartBackfill } from '../../../features/ecr-replication/api.ts';
import { ProposalDetails } from '../../../features/ecr-replication/setup/proposal-details.tsx';
import { ActionBar } from '../../layout/action-bar.tsx';
import pageStyles from '../../page/page.module.css';
import { useConfirmAccounts, useConfirmBackfill } from './use-confirm-accounts.tsx';

/** What the page shows. */
export interface OpenedSetup {
  /** The plan or batch. */
  readonly request: { readonly planId: string } | { readonly batchId: string };
  /** The proposal that was offered for the request. */
  readonly offered: ReplicationProposal;
}

interface Props extends OpenedSetup {
  readonly onBack: () => void;
  /** Called after a backfill was started. */
  readonly onStarted: () => void;
}

const registryOf = ({ registryId, region }: RegistryIdentity) => ({ accountId: registryId, region });

/** Shows what the setup of ECR replication changes, applies it, and starts the backfill. */
export function SetupPage({ request, offered, onBack, onStarted }: Props) {
  const title = useRef<HTMLHeadingElement>(null);
  const [prefixes, setPrefixes] = useState<readonly string[]>();
  const [createTemplates, setCreateTemplates] = useState(true);
  const offer = useOffer(prefixes ? { ...request, prefixes: [...prefixes] } : undefined);
  const apply = useApply();
  const exporting = useExport();
  const backfill = useStartBackfill();
  const proposal = offer.data?.kind === 'offered' ? offer.data.proposal : offered;
  const { source, destination } = proposal;
  const registries = { source: registryOf(source), destination: registryOf(destination) };
  const applying = useConfirmAccounts({
    ...registries,
    describe: (side) =>
      side === 'source' ? 'Change the replication configuration' : 'Change the registry policy and templates',
    confirmLabel: 'Apply',
  });
  const starting = useConfirmBackfill(registries);
  const applied = apply.data?.proposalId === proposal.id ? apply.data : undefined;
  const isRefused = offer.data?.kind === 'not-offered';
  const failure = offer.error ?? apply.error ?? exporting.error ?? backfill.error;

  // The button that opened this page is gone, so the focus moves to the page.
  useEffect(() => title.current?.focus(), []);

  const reload = (): void => {
    apply.reset();
    if (prefixes) void offer.refetch();
    else setPrefixes(proposal.prefixes);
  };
  const applyNow = (): void =>
    applying.confirm((confirmations) =>
      apply.mutate({ proposalId: proposal.id, createTemplates, ...confirmations }),
    );
  const startBackfill = (): void =>
    starting.confirm((confirmations) =>
      backfill.mutate(
        {
          selection: { profile: source.profile, region: source.region },
          accountId: registries.source.accountId,
          destination: registries.destination,
          ...confirmations,
        },
        { onSuccess: onStarted },
      ),
    );

  return (
    <div className={pageStyles.page}>
      <div className={pageStyles.scroll}>
        <PageTitle
          titleRef={title}
          info={<InfoLink topic="replication" section="rules" about="ECR's replication" />}
        >
          Let ECR replicate
        </PageTitle>
        {failure && (
          <ErrorAlert
            error={toErrorData(failure)}
            actions={{
              retry: reload,
              'plan-again': reload,
              'confirm-account': applied ? startBackfill : applyNow,
            }}
          />
        )}
        {offer.data?.kind === 'not-offered' && (
          <Alert type="warning" header="These prefixes cannot be used">
            {offer.data.reason}
          </Alert>
        )}
        {typeof exporting.data === 'string' && (
          <Alert type="success">CloudFormation template saved to {exporting.data}</Alert>
        )}
        <ProposalDetails
          proposal={proposal}
          applied={applied}
          isBusy={offer.isFetching}
          createTemplates={createTemplates}
          onCreateTemplates={setCreateTemplates}
          onPrefixes={setPrefixes}
        />
      </div>
      <ActionBar
        what=""
        next={describeNextStep(applied?.isActive, proposal)}
        start={
          <Button iconName="arrow-left" onClick={onBack}>
            Back
          </Button>
        }
      >
        <Button
          loading={exporting.isPending}
          disabled={isRefused}
          onClick={() => exporting.mutate(proposal.id)}
        >
          Export CloudFormation…
        </Button>
        {applied?.isActive ? (
          <Button variant="primary" loading={backfill.isPending} onClick={startBackfill}>
            Start backfill
          </Button>
        ) : (
          <Button
            variant="primary"
            loading={apply.isPending}
            loadingText="Applying"
            disabled={isRefused || offer.isFetching}
            onClick={applyNow}
          >
            {applied ? 'Apply again' : 'Apply'}
          </Button>
        )}
      </ActionBar>
      {applying.dialog}
      {starting.dialog}
    </div>
  );
}

function describeNextStep(isActive: boolean | undefined, { backfill }: ReplicationProposal): string {
  if (isActive === undefined) return 'Nothing is changed until you apply.';
  if (!isActive) return 'Replication is not active. See the changes below.';
  return backfill.kind === 'needed'
    ? 'Replication is active. Existing images need a backfill.'
    : 'Replication is active.';
}
