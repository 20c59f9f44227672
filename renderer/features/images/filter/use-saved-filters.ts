import { useContext, useState } from 'react';
import type { ImageFilter, SavedImageFilter } from '../../../../shared/models/image-filter.ts';
import { maxSavedFilters } from '../../../../shared/models/image-filter.ts';
import { compareTexts } from '../../../../shared/text/compare-keys.ts';
import { TableViewsContext } from '../../../components/table-views.ts';
import { useOfferUndo } from '../../../components/undo.ts';
import { withTypedToken } from './read-query.ts';

export interface SavedFilters {
  /** In the order of their names. */
  readonly filters: readonly SavedImageFilter[];
  /** The filter that was chosen, or that is equal to the current one. */
  readonly chosen: SavedImageFilter | undefined;
  /** Whether the current filter differs from the chosen one. */
  readonly isChanged: boolean;
  /** Whether no further filter can be saved. */
  readonly isFull: boolean;
  readonly choose: (name: string | undefined) => void;
  readonly add: (name: string) => void;
  /** Saves the current filter under the chosen name. */
  readonly update: () => void;
  readonly rename: (name: string) => void;
  readonly remove: () => void;
}

const isEqual = (a: ImageFilter, b: ImageFilter): boolean =>
  JSON.stringify([a.operation, a.tokens]) === JSON.stringify([b.operation, b.tokens]);

const sort = (filters: readonly SavedImageFilter[]): readonly SavedImageFilter[] =>
  filters.toSorted((a, b) => compareTexts(a.name, b.name));

/** The saved filters of images, and what can be done with them. */
export function useSavedFilters(current: ImageFilter, onChange: (filter: ImageFilter) => void): SavedFilters {
  const { imageFilters, saveImageFilters } = useContext(TableViewsContext);
  const offerUndo = useOfferUndo();
  const [name, setName] = useState<string>();
  const whole = withTypedToken(current);
  const chosen =
    imageFilters.find((each) => each.name === name) ??
    imageFilters.find(({ filter }) => isEqual(filter, whole));
  const others = imageFilters.filter((each) => each !== chosen);

  const save = (filters: readonly SavedImageFilter[], shown: string): void => {
    saveImageFilters(sort(filters));
    setName(shown);
  };

  return {
    filters: imageFilters,
    chosen,
    isChanged: chosen !== undefined && !isEqual(chosen.filter, whole),
    isFull: imageFilters.length >= maxSavedFilters,
    choose(next) {
      setName(next);
      const found = imageFilters.find((each) => each.name === next);
      if (found) onChange(found.filter);
    },
    add: (next) => save([...imageFilters, { name: next, filter: whole }], next),
    update: () => chosen && save([...others, { name: chosen.name, filter: whole }], chosen.name),
    rename: (next) => chosen && save([...others, { ...chosen, name: next }], next),
    remove() {
      if (!chosen) return;
      saveImageFilters(others);
      setName(undefined);
      offerUndo({
        text: `Saved filter “${chosen.name}” removed.`,
        undo: () => saveImageFilters(imageFilters),
      });
    },
  };
}
