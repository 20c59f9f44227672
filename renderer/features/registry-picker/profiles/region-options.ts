import type { SelectProps } from '@cloudscape-design/components/select';
import { registrySelectionSchema } from '../../../../shared/models/registry.ts';
import { partitions, regionName } from './regions.ts';

const option = (id: string, note?: string): SelectProps.Option => {
  const words = [regionName(id), note].filter(Boolean).join(' · ');
  return { value: id, label: id, ...(words && { labelTag: words }) };
};

/** A region as the closed field shows it. */
export const selectedRegion = (id: string): SelectProps.Option => option(id);

export const isRegion = (text: string): boolean =>
  registrySelectionSchema.shape.region.safeParse(text).success;

/** What the list offers for a filter text: the profile's own region first, then all by partition; the text itself where none matches. */
export function regionOptions(filter: string, own: string | undefined): SelectProps.Options {
  const text = filter.trim().toLowerCase();
  const matches = (id: string): boolean =>
    id.includes(text) || (regionName(id) ?? '').toLowerCase().includes(text);
  const groups: (SelectProps.Option | SelectProps.OptionGroup)[] = [];
  if (own !== undefined && matches(own)) groups.push(option(own, "profile's own"));
  for (const { name, regions } of partitions) {
    const options = regions.filter(({ id }) => id !== own && matches(id)).map(({ id }) => option(id));
    if (options.length > 0) groups.push({ label: name, options });
  }
  if (groups.length === 0 && isRegion(text)) {
    groups.push({ value: text, label: text, labelTag: 'Use this region' });
  }
  return groups;
}
