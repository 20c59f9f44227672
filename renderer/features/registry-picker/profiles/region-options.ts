import type { SelectProps } from '@cloudscape-design/components/select';
import { registrySelectionSchema } from '../../../../shared/models/registry.ts';
import { partitions, regionName } from '../../../../shared/models/regions.ts';

const option = (id: string, note?: string): SelectProps.Option => {
  const tag = [regionName(id), note].filter(Boolean).join(' · ');
  return { value: id, label: id, ...(tag && { labelTag: tag }) };
};

/** The option of the selected region. */
export const selectedRegion = (id: string): SelectProps.Option => option(id);

const isRegion = (text: string): boolean => registrySelectionSchema.shape.region.safeParse(text).success;

/** The options for a filter: the profile's region first, then all by partition; the text itself when none matches. */
export function regionOptions(filter: string, own: string | undefined): SelectProps.Options {
  const text = filter.trim().toLowerCase();
  const matches = (id: string): boolean =>
    id.includes(text) || (regionName(id) ?? '').toLowerCase().includes(text);
  const groups: (SelectProps.Option | SelectProps.OptionGroup)[] = [];
  if (own !== undefined && matches(own)) groups.push(option(own, 'profile default'));
  for (const { name, regions } of partitions) {
    const options = regions.filter(({ id }) => id !== own && matches(id)).map(({ id }) => option(id));
    if (options.length > 0) groups.push({ label: name, options });
  }
  if (groups.length === 0 && isRegion(text)) {
    groups.push({ value: text, label: text, labelTag: 'Use this region' });
  }
  return groups;
}
