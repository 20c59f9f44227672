import { InfoLink } from '../../../components/info-link.tsx';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import type { Backfill } from '../../../../shared/models/replication-backfill.ts';
import { Pager } from '../../../components/pager.tsx';
import { usePages } from '../../../components/use-pages.ts';
import { BackfillCard } from './backfill-card.tsx';

interface Props {
  readonly backfills: readonly Backfill[];
  /** The button that starts one. */
  readonly actions?: ReactNode;
  /** The text when there are none; without it the section is left out then. */
  readonly empty?: string;
  /** Errors of the list. */
  readonly problems?: ReactNode;
}

/** A card for each backfill. */
export function BackfillSection({ backfills, actions, empty, problems }: Props) {
  const pages = usePages(backfills, 10);
  if (backfills.length === 0 && empty === undefined) return null;
  return (
    <SpaceBetween size="xs">
      <Header
        variant="h2"
        info={<InfoLink topic="replication" section="backfills" about="backfills" />}
        counter={`(${backfills.length})`}
        actions={actions}
      >
        Backfills
      </Header>
      {problems}
      {backfills.length === 0 && <div>{empty}</div>}
      {pages.items.map((backfill) => (
        <BackfillCard key={backfill.id} backfill={backfill} />
      ))}
      {pages.pageCount > 1 && <Pager what="Backfills" {...pages} />}
    </SpaceBetween>
  );
}
