import { InfoLink } from '../../../components/info-link.tsx';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import type { CreationTemplate } from '../../../../shared/models/registry-replication.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ResourceTable } from '../../../components/resource-table.tsx';
import type { ResourceColumn } from '../../../components/table-columns.ts';
import { JsonText } from '../json-text.tsx';
import { appliedForName } from '../words.ts';

const columns: readonly ResourceColumn<CreationTemplate>[] = [
  {
    id: 'prefix',
    header: 'Prefix',
    minWidth: 160,
    isRowHeader: true,
    cell: ({ prefix }) => prefix,
  },
  {
    id: 'appliedFor',
    header: 'Applied for',
    minWidth: 160,
    cell: ({ appliedFor }) => appliedFor.map(appliedForName).join(', '),
  },
  {
    id: 'template',
    header: 'Template',
    minWidth: 260,
    cell: ({ description, template }) => (
      <>
        {description}
        <ExpandableSection variant="inline" headerText="All properties">
          <JsonText name="Template" text={template} />
        </ExpandableSection>
      </>
    ),
  },
];

/** The templates for repositories that ECR creates in a registry. */
export function CreationTemplatesTable({ templates }: { readonly templates: readonly CreationTemplate[] }) {
  return (
    <ResourceTable
      name="creation-templates"
      label="Repository creation templates"
      title="Repository creation templates"
      info={<InfoLink topic="replication" section="templates" about="repository creation templates" />}
      count={templates.length}
      items={templates}
      columnDefinitions={columns}
      trackBy="prefix"
      empty={
        <EmptyState title="No templates">
          Repositories that replication creates in this registry get ECR&apos;s default settings.
        </EmptyState>
      }
    />
  );
}
