import { useState } from 'react';

interface Pages<T> {
  readonly items: readonly T[];
  /** From 1. */
  readonly page: number;
  readonly pageCount: number;
  readonly setPage: (page: number) => void;
}

/** Splits a list into pages; a page number beyond the end shows the last page. */
export function usePages<T>(all: readonly T[], pageSize: number): Pages<T> {
  const [requested, setPage] = useState(1);
  const pageCount = Math.max(1, Math.ceil(all.length / pageSize));
  const page = Math.min(requested, pageCount);
  return { items: all.slice((page - 1) * pageSize, page * pageSize), page, pageCount, setPage };
}
