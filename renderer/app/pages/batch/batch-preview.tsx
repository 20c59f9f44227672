import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useCallback, useMemo } from 'react';
import type { RegistrySelection } from '../../../../shared/models/registry.ts';
import { renameTags } from '../../../../shared/selection/apply-renames.ts';
import { applyTagFilter } from '../../../../shared/selection/apply-tag-filter.ts';
import type { RenameRules } from '../../../../shared/models/rename-rules.ts';
import type { TagFilter } from '../../../../shared/models/tag-filter.ts';
import { toErrorData } from '../../../ipc/bridge.ts';
import { ErrorAlert } from '../../../components/error-alert.tsx';
import { FilterSelect, matchingNames } from '../../../components/filter-select.tsx';
import { useImages } from '../../../features/images/api.ts';
import { RenamedNames } from '../../../features/tag-rules/renamed-names.tsx';
import { TagPreview } from '../../../features/tag-rules/tag-preview.tsx';
import styles from './batch-preview.module.css';

interface Props {
  readonly source: RegistrySelection;
  readonly repositories: readonly string[];
  /** The repository whose tags are shown. */
  readonly repository: string;
  readonly onRepository: (name: string) => void;
  readonly filter: TagFilter;
  readonly tagRenames: RenameRules;
}

/** The result of the rules for one of the repositories, updated while the rules are edited. */
export function BatchPreview({ source, repositories, repository, onRepository, filter, tagRenames }: Props) {
  const images = useImages({ ...source, repositoryName: repository });
  const filtered = useMemo(() => images.data && applyTagFilter(images.data, filter), [images.data, filter]);
  const renamed = useMemo(() => {
    const selected = filtered?.tags.flatMap(({ tag, included }) => (included ? tag : [])) ?? [];
    return tagRenames.length > 0 ? renameTags(selected, tagRenames) : [];
  }, [filtered, tagRenames]);
  const optionsFor = useCallback((text: string) => matchingNames(repositories, text), [repositories]);
  return (
    <div className={styles.preview} role="group" aria-label="Preview">
      <div className={styles.choice}>
        <span aria-hidden="true">Preview</span>
        <FilterSelect
          ariaLabel="Preview repository"
          optionsFor={optionsFor}
          selected={{ value: repository, label: repository }}
          filteringAriaLabel="Find preview repository"
          filteringPlaceholder="Find a repository"
          empty="No matches"
          onSelect={onRepository}
        />
      </div>
      {images.isError && (
        <ErrorAlert error={toErrorData(images.error)} actions={{ retry: () => void images.refetch() }} />
      )}
      {images.isPending && <StatusIndicator type="loading">Loading tags</StatusIndicator>}
      {filtered && <TagPreview repository={repository} filtered={filtered} />}
      {renamed.length > 0 && <RenamedNames label="Names of selected tags" names={renamed} />}
    </div>
  );
}
