import { InfoLink } from '../../../components/info-link.tsx';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import type { Readable } from '../../../../shared/models/image-details.ts';
import type { RegistryReplication } from '../../../../shared/models/registry-replication.ts';
import type { ErrorActions } from '../../../components/error-actions.ts';
import { ErrorLine } from '../../../components/error-line.tsx';
import { JsonText } from '../json-text.tsx';
import { CreationTemplatesTable } from './creation-templates-table.tsx';
import { RulesTable } from './rules-table.tsx';
import { Section } from '../../../components/section.tsx';

interface Props {
  readonly replication: RegistryReplication;
  readonly actions: ErrorActions;
}

/** Rules, registry policy and creation templates of a registry. A part that cannot be read shows why. */
export function RegistrySections({ replication: { rules, policy, creationTemplates }, actions }: Props) {
  return (
    <SpaceBetween size="s">
      <Part title="Rules" part={rules} actions={actions}>
        {(value) => <RulesTable rules={value} />}
      </Part>
      <Part title="Registry policy" part={policy} actions={actions}>
        {(text) => (
          <Section
            title="Registry policy"
            info={<InfoLink topic="replication" section="policy" about="the registry policy" />}
          >
            {text === null ? (
              'No registry policy. Other accounts cannot replicate to this registry.'
            ) : (
              <JsonText name="Registry policy" text={text} />
            )}
          </Section>
        )}
      </Part>
      <Part title="Repository creation templates" part={creationTemplates} actions={actions}>
        {(templates) => <CreationTemplatesTable templates={templates} />}
      </Part>
    </SpaceBetween>
  );
}

interface PartProps<Value> {
  readonly title: string;
  readonly part: Readable<Value>;
  readonly actions: ErrorActions;
  readonly children: (value: Value) => ReactNode;
}

function Part<Value>({ title, part, actions, children }: PartProps<Value>) {
  if (part.kind === 'read') return children(part.value);
  return (
    <Section title={title}>
      <ErrorLine error={part.error} actions={actions} showSide={false} />
    </Section>
  );
}
