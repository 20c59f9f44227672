import { useCallback } from 'react';
import type { RegistrySelection } from '../../../../shared/models/registry.ts';
import type { RenameRules } from '../../../../shared/models/rename-rules.ts';
import type { TagFilter } from '../../../../shared/models/tag-filter.ts';
import { canPreview } from '../../../../shared/selection/can-preview.ts';
import { FilterSelect, matchingNames } from '../../../components/filter-select.tsx';
import { useRulesPreview } from '../../../features/images/api.ts';
import { RenamedNames } from '../../../features/tag-rules/renamed-names.tsx';
import { InvalidRule, TagPreview } from '../../../features/tag-rules/tag-preview.tsx';
import styles from './batch-preview.module.css';
import { QueryStatus } from '../../../components/query-status.tsx';

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
  const preview = useRulesPreview({ ...source, repositoryName: repository }, filter, tagRenames);
  const renamed = preview.data?.renamed;
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
      {canPreview(filter, tagRenames) ? (
        <>
          <QueryStatus query={preview} loading="Loading tags" />
          {preview.data && <TagPreview repository={repository} preview={preview.data} />}
          {renamed && renamed.total > 0 && (
            <RenamedNames label="Names of selected tags" names={renamed.names} counts={renamed} />
          )}
        </>
      ) : (
        <InvalidRule />
      )}
    </div>
  );
}
