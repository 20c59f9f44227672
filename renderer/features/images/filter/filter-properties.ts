import type { PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import type { ImageKind, ImageSummary } from '../../../../shared/models/image.ts';
import type { FilterProperty } from '../../../../shared/models/image-filter.ts';
import { neverPulled } from '../../../../shared/models/image-filter.ts';
import { describeKind } from '../../../models/image-words.ts';

const kinds: readonly ImageKind[] = ['image', 'index', 'helm-chart', 'artifact'];

const statuses = {
  ACTIVE: 'Active',
  ARCHIVED: 'Archived',
  ACTIVATING: 'Restoring',
} as const satisfies Record<ImageSummary['status'], string>;

const kindLabels = new Map<string, string>(kinds.map((kind) => [kind, describeKind(kind)]));
const statusLabels = new Map<string, string>(Object.entries(statuses));

/** `=` and `!=` with several values, which are shown by their labels. */
const choice = (labels: ReadonlyMap<string, string>): PropertyFilterProps.FilteringProperty['operators'] =>
  (['=', '!='] as const).map((operator) => ({
    operator,
    tokenType: 'enum',
    format: (values: unknown) =>
      (Array.isArray(values) ? values : [values])
        .map((value) => labels.get(String(value)) ?? String(value))
        .join(', '),
  }));

const times = [
  { operator: '>', description: 'After' },
  { operator: '<', description: 'Before' },
] as const;

const words: Readonly<Record<FilterProperty, Omit<PropertyFilterProps.FilteringProperty, 'key'>>> = {
  tag: { propertyLabel: 'Tag', groupValuesLabel: 'Tags', operators: ['=', '!=', ':', '!:', '^', '!^'] },
  digest: {
    propertyLabel: 'Digest',
    groupValuesLabel: 'Digests',
    operators: ['=', '!=', ':', '!:', '^', '!^'],
  },
  kind: { propertyLabel: 'Kind', groupValuesLabel: 'Kinds', operators: choice(kindLabels) },
  platform: { propertyLabel: 'Platform', groupValuesLabel: 'Platforms', operators: ['=', '!=', ':', '!:'] },
  artifactType: {
    propertyLabel: 'Artifact type',
    groupValuesLabel: 'Artifact types',
    operators: ['=', '!=', ':', '!:'],
  },
  status: { propertyLabel: 'Status', groupValuesLabel: 'Statuses', operators: choice(statusLabels) },
  size: {
    propertyLabel: 'Size',
    groupValuesLabel: 'Sizes',
    operators: ['>', '>=', '<', '<='],
    defaultOperator: '>',
  },
  pushed: { propertyLabel: 'Pushed', groupValuesLabel: 'Times', operators: times, defaultOperator: '>' },
  lastPull: {
    propertyLabel: 'Last pull',
    groupValuesLabel: 'Times',
    operators: [...times, '=', '!='],
    defaultOperator: '>',
  },
};

/** The definitions of the given properties for the filter field. */
export const filteringProperties = (
  keys: readonly FilterProperty[],
): PropertyFilterProps.FilteringProperty[] => keys.map((key) => ({ key, ...words[key] }));

const periods = ['24 hours ago', '7 days ago', '30 days ago', '90 days ago'];

const suggested: Partial<Readonly<Record<FilterProperty, readonly string[]>>> = {
  kind: [...kindLabels.keys()],
  status: [...statusLabels.keys()],
  size: ['10 MB', '100 MB', '1 GB'],
  pushed: periods,
  lastPull: [...periods, neverPulled],
  platform: ['linux/amd64', 'linux/arm64', 'linux/arm/v7', 'windows/amd64'],
};

/** The values that the filter field suggests for the given properties. */
export const filteringOptions = (keys: readonly FilterProperty[]): PropertyFilterProps.FilteringOption[] =>
  keys.flatMap((propertyKey) =>
    (suggested[propertyKey] ?? []).map((value) => ({
      propertyKey,
      value,
      label: kindLabels.get(value) ?? statusLabels.get(value) ?? value,
    })),
  );

const labels = Object.values(words).map(({ propertyLabel }) => propertyLabel.toLowerCase());

/** Whether a typed text starts a condition, such as `Size >`, and is not a part of a tag or digest. */
export const startsCondition = (text: string): boolean => {
  const lower = text.trimStart().toLowerCase();
  return labels.some((label) => lower === label || lower.startsWith(`${label} `));
};
