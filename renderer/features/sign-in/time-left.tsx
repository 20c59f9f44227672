import { useEffect, useState } from 'react';
import { formatDuration } from '../../../shared/format/duration.ts';

/** Rounds to minutes above two minutes, and to seconds below. */
const formatTimeLeft = (milliseconds: number): string => {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  return formatDuration(seconds > 120 ? Math.ceil(seconds / 60) * 60 : seconds);
};

/** A countdown; not a live region, because a screen reader would announce every second. */
export function TimeLeft({ until }: { readonly until: number }) {
  const [now, setNow] = useState(Date.now);

  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);

  return <span aria-live="off">{formatTimeLeft(until - now)} left.</span>;
}
