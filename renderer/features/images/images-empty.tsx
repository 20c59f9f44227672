import Button from '@cloudscape-design/components/button';
import { formatCount } from '../../../shared/format/counts.ts';
import type { ImagePage, ImageView } from '../../../shared/models/image-query.ts';
import { EmptyState } from '../../components/empty-state.tsx';

interface Props {
  readonly repositoryName: string;
  readonly page: ImagePage;
  readonly view: ImageView;
  readonly isFiltered: boolean;
  readonly onShowAll: () => void;
  readonly onClearFilter: () => void;
}

/** Why a list of images has no rows, and how to get some. */
export function ImagesEmpty({ repositoryName, page, view, isFiltered, onShowAll, onClearFilter }: Props) {
  if (page.totals.all === 0) {
    return <EmptyState title="No images">Nothing has been pushed to {repositoryName} yet.</EmptyState>;
  }
  const others = page.matchingViews.all;
  if (others > 0) {
    const title = isFiltered ? 'No matches' : view === 'untagged' ? 'No untagged images' : 'No tagged images';
    return (
      <EmptyState
        title={title}
        action={<Button onClick={onShowAll}>Show all ({formatCount(others, 'image')})</Button>}
      />
    );
  }
  return <EmptyState title="No matches" action={<Button onClick={onClearFilter}>Clear filter</Button>} />;
}
