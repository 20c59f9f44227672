import { z } from 'zod';
import { boundedRecord, boundedText, maxTyped } from './bounds.ts';
import { imageFilterSchema, maxSavedFilters, savedImageFilterSchema } from './image-filter.ts';

/** The id of a column. */
const columnId = boundedText(60);
/** No table has more columns. */
const maxColumns = 60;
/** Views of one content, such as the filter of one registry, that are kept. */
const maxViews = 10_000;

export const minPageSize = 10;
export const maxPageSize = 200;
const pageSizeSchema = z.number().int().min(minPageSize).max(maxPageSize);

/** The view of a table that the user chose. What is absent has the table's default; a table ignores unknown columns. */
const viewSchema = z.object({
  sortedBy: z.object({ column: columnId, descending: z.boolean() }).optional(),
  filter: boundedText(maxTyped).optional(),
  /** Which rows the table lists, where it has a choice. */
  shown: boundedText(20).optional(),
  /** The choices of further filters, by their name. */
  choices: boundedRecord(boundedText(20), boundedText(40), 10).optional(),
  /** The filter of a table of images. */
  imageFilter: imageFilterSchema.optional(),
  pageSize: pageSizeSchema.optional(),
  /** All columns in their order. */
  columns: z
    .array(z.object({ id: boundedText(36), visible: z.boolean() }))
    .max(maxColumns)
    .optional(),
  /** Pixels, by the id of a column. */
  widths: boundedRecord(columnId, z.number().min(1).max(10_000), maxColumns).optional(),
  wrapLines: z.boolean().optional(),
  stripedRows: z.boolean().optional(),
  density: z.enum(['comfortable', 'compact']).optional(),
});
export type TableView = z.infer<typeof viewSchema>;

export const tablesSchema = z.object({
  /** Page sizes of earlier versions, which are used until the view has its own. */
  repositoriesPageSize: pageSizeSchema.default(25),
  imagesPageSize: pageSizeSchema.default(25),
  /** By the name of the table, and by its content when each content has its own view. */
  views: boundedRecord(boundedText(300), viewSchema, maxViews).default({}),
  /** In the order of their names. */
  imageFilters: z.array(savedImageFilterSchema).max(maxSavedFilters).optional(),
});
export type TableSettings = z.infer<typeof tablesSchema>;

/** The page size of an earlier version, by the name of its table. */
const earlierPageSizes = { repositories: 'repositoriesPageSize', images: 'imagesPageSize' } as const;

const earlierPageSize = (name: string) =>
  name === 'repositories' || name === 'images' ? earlierPageSizes[name] : undefined;

/** The view of a table, with the page size that an earlier version saved. */
export function readView(tables: TableSettings, name: string): TableView {
  const saved = Object.hasOwn(tables.views, name) ? tables.views[name] : undefined;
  const earlier = earlierPageSize(name);
  return earlier ? { pageSize: tables[earlier], ...saved } : (saved ?? {});
}

/**
 * The settings with a changed view. A property that is undefined gets the default again. The view that was changed
 * longest ago is removed when there are too many.
 */
export function withView(tables: TableSettings, name: string, change: TableView): TableSettings {
  const { [name]: current, ...others } = tables.views;
  const merged = Object.entries({ ...current, ...change }).filter(([, value]) => value !== undefined);
  const kept = Object.entries(others).slice(-(maxViews - 1));
  const earlier = earlierPageSize(name);
  return {
    ...tables,
    ...(earlier && 'pageSize' in change && { [earlier]: 25 }),
    views: { ...Object.fromEntries(kept), [name]: Object.fromEntries(merged) },
  };
}
