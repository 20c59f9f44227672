import { useState } from 'react';

interface Pages<T> {
  readonly items: readonly T[];
  /** From 1. */
  readonly page: number;
  readonly pageCount: number;
  readonly setPage: (page: number) => void;
}

/** Cuts a list into pages; a page that no longer exists gives way to the last one. */
export function usePages<T>(all: readonly T[], pageSize: number): Pages<T> {
  const [wanted, setPage] = useState(1);
  const pageCount = Math.max(1, Math.ceil(all.length / pageSize));
  const page = Math.min(wanted, pageCount);
  return { items: all.slice((page - 1) * pageSize, page * pageSize), page, pageCount, setPage };
}
