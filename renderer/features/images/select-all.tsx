import Button from '@cloudscape-design/components/button';
import { formatCount, formatNumber } from '../../../shared/format/counts.ts';
import { imagesPerPlan } from '../../../shared/models/plan.ts';
import { ErrorLine } from '../../components/error-line.tsx';
import { toErrorData } from '../../ipc/bridge.ts';
import type { Picks } from '../../models/picks.ts';
import { withImages } from '../../models/picks.ts';
import type { PageQuery, RepositorySelection } from './api.ts';
import { useSelectMatching } from './api.ts';
import styles from './select-all.module.css';

interface Props {
  readonly repository: RepositorySelection;
  readonly listedSince: number | undefined;
  readonly query: PageQuery;
  /** The number of images on all pages. */
  readonly matching: number;
  /** The number of images on this page, which are all selected. */
  readonly onPage: number;
  readonly onPicks: (change: (picks: Picks) => Picks) => void;
}

/** Offers to select the images of all pages, when those of one page are selected. */
export function SelectAll({ repository, listedSince, query, matching, onPage, onPicks }: Props) {
  const select = useSelectMatching(repository, listedSince);
  const isTooMany = matching > imagesPerPlan;
  const run = (): void =>
    select.mutate(query, {
      onSuccess: ({ images }) => onPicks((picks) => withImages(picks, images)),
    });
  return (
    <div className={styles.offer} role="status">
      {formatCount(onPage, 'image')} on this page {onPage === 1 ? 'is' : 'are'} selected.
      {isTooMany ? (
        ` A replication has at most ${formatCount(imagesPerPlan, 'image')}: filter the list to select all of it.`
      ) : (
        <Button variant="inline-link" loading={select.isPending} onClick={run}>
          Select all {formatNumber(matching)}
        </Button>
      )}
      {select.error && (
        <ErrorLine error={toErrorData(select.error)} actions={{ retry: run }} showSide={false} />
      )}
    </div>
  );
}
