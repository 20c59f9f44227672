import Checkbox from '@cloudscape-design/components/checkbox';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { CreationTemplateChange } from '../../../../shared/models/ecr-replication.ts';
import { JsonText } from '../json-text.tsx';
import { leftOutNames } from '../words.ts';
import { RepositoryNames } from './repository-names.tsx';
import styles from './setup.module.css';

interface Props {
  readonly changes: readonly CreationTemplateChange[];
  /** Whether the new templates are created. */
  readonly isCreating: boolean;
  readonly onCreating: (isCreating: boolean) => void;
}

/** The settings that repositories get when replication creates them at the destination. */
export function CreationTemplates({ changes, isCreating, onCreating }: Props) {
  if (changes.length === 0) return 'All repositories exist at the destination.';
  return (
    <>
      <ul className={styles.list}>
        {changes.map((change) => (
          <li key={`${change.kind} ${change.repositories.join(' ')}`} className={styles.item}>
            <RepositoryNames names={change.repositories} />
            <Change change={change} />
          </li>
        ))}
      </ul>
      {changes.some(({ kind }) => kind === 'create') && (
        <Checkbox checked={isCreating} onChange={({ detail }) => onCreating(detail.checked)}>
          Create the templates
        </Checkbox>
      )}
    </>
  );
}

function Change({ change }: { readonly change: CreationTemplateChange }) {
  switch (change.kind) {
    case 'defaults':
      return <div>Created with ECR&apos;s default settings. {change.reason}</div>;
    case 'existing':
      return <div>Created with the existing template {change.prefix}.</div>;
    case 'create':
      return (
        <SpaceBetween size="xxs">
          <div>
            Created with the new template {change.prefix}, which has the settings of the source. Later
            repositories of this namespace get them too.
            {change.leftOut.length > 0 &&
              ` Not included: ${change.leftOut.map((each) => leftOutNames[each]).join(' and ')}.`}
          </div>
          <ExpandableSection variant="inline" headerText="Template">
            <JsonText name="Template" text={change.template} />
          </ExpandableSection>
        </SpaceBetween>
      );
  }
}
