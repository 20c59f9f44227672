import { InfoLink } from '../../../components/info-link.tsx';
import { PageTitle } from '../../page/page-title.tsx';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { formatCount } from '../../../../shared/format/counts.ts';
import type { RegistrySelection } from '../../../../shared/models/registry.ts';
import type { Side } from '../../../../shared/models/result.ts';
import { renameRepositories } from '../../../../shared/selection/apply-renames.ts';
import { useRepositories } from '../../../features/registry-picker/repositories/api.ts';
import { RenameEditor, renameProblem } from '../../../features/tag-rules/rename-editor.tsx';
import { RenamedNames } from '../../../features/tag-rules/renamed-names.tsx';
import { filterProblems } from '../../../features/tag-rules/rule-problems.ts';
import { TagFilterEditor } from '../../../features/tag-rules/tag-filter-editor.tsx';
import { ActionBar } from '../../layout/action-bar.tsx';
import { comparisonRequest } from '../../draft/comparison-request.ts';
import type { Draft, DraftAction } from '../../draft/draft.ts';
import styles from '../../page/page.module.css';
import { BatchPreview } from './batch-preview.tsx';
import { Section } from '../../../components/section.tsx';

interface Props {
  readonly selections: Readonly<Record<Side, RegistrySelection>>;
  readonly draft: Draft;
  readonly dispatch: (action: DraftAction) => void;
}

/** The settings of a batch: which tags of the repositories are replicated, and under which names. */
export function BatchPage({ selections, draft, dispatch }: Props) {
  const { source, destination } = selections;
  const { repositories, filter, renames } = draft;
  const [previewed, setPreviewed] = useState(repositories[0]);
  const existing = useRepositories(destination).data;
  const problems = filterProblems(filter);
  const names = renameRepositories(repositories, renames.repositories, { mayJoin: true });
  const joined = Map.groupBy(names, ({ to }) => to);
  const invalidRename = [...renames.repositories, ...renames.tags].find((rule) => renameProblem(rule));
  const invalidName = names.find(({ problem }) => problem !== undefined);

  const next =
    problems.length > 0
      ? 'Fix the tag filter to continue.'
      : invalidRename !== undefined || invalidName !== undefined
        ? 'Fix the new names to continue.'
        : 'Nothing is changed until you confirm.';
  const isReady = problems.length === 0 && invalidRename === undefined && invalidName === undefined;

  const getNote = (name: string): string | undefined => {
    const others = (joined.get(name)?.length ?? 1) - 1;
    const status = existing && (existing.some((each) => each.name === name) ? 'Exists' : 'Will be created');
    return others > 0
      ? `${status ?? ''} Shared with ${formatCount(others, 'other repository', 'other repositories')}`.trim()
      : status;
  };

  const compare = (): void => {
    const request = comparisonRequest(selections, { ...draft, browsing: 'repositories' });
    if (request) dispatch({ kind: 'comparison-requested', request });
  };
  const plan = (): void =>
    dispatch({
      kind: 'batch-requested',
      request: {
        kind: 'repositories',
        source,
        destination: { ...destination, createRepository: true, settings: draft.settings },
        repositories: [...repositories],
        filter,
        renames,
        options: draft.options,
      },
    });

  return (
    <div className={styles.page}>
      <div className={styles.scroll}>
        <PageTitle info={<InfoLink topic="batch" about="many repositories" />}>
          {formatCount(repositories.length, 'repository', 'repositories')}
        </PageTitle>
        <Section
          title="Tag filters"
          info={<InfoLink topic="batch" section="filters" about="tag filters" />}
          description="A tag must pass all rules, in order. The rules apply to every repository."
        >
          <SpaceBetween size="m">
            <TagFilterEditor
              filter={filter}
              problems={problems}
              onFilter={(changed) => dispatch({ kind: 'batch-changed', filter: changed })}
            />
            <BatchPreview
              source={source}
              repositories={repositories}
              repository={previewed ?? repositories[0] ?? ''}
              onRepository={setPreviewed}
              filter={filter}
              tagRenames={renames.tags}
            />
          </SpaceBetween>
        </Section>
        <Section
          title="Repository renaming"
          info={<InfoLink topic="batch" section="renaming" about="repository renaming" />}
        >
          <SpaceBetween size="m">
            <RenameEditor
              label="Repository renaming rules"
              rules={renames.repositories}
              empty="No rules: each repository keeps its name."
              onRules={(changed) =>
                dispatch({ kind: 'batch-changed', renames: { ...renames, repositories: changed } })
              }
            />
            <RenamedNames label="Repository names" names={names} getNote={({ to }) => getNote(to)} />
          </SpaceBetween>
        </Section>
        <Section title="Tag renaming">
          <RenameEditor
            label="Tag renaming rules"
            rules={renames.tags}
            empty="No rules: each tag keeps its name."
            onRules={(changed) => dispatch({ kind: 'batch-changed', renames: { ...renames, tags: changed } })}
          />
        </Section>
      </div>
      <ActionBar
        what=""
        next={next}
        start={
          <Button iconName="arrow-left" onClick={() => dispatch({ kind: 'step-changed', step: 'choose' })}>
            Back
          </Button>
        }
      >
        <Button disabled={invalidName !== undefined} onClick={compare}>
          Compare
        </Button>
        <Button variant="primary" disabled={!isReady} onClick={plan}>
          Plan
        </Button>
      </ActionBar>
    </div>
  );
}
