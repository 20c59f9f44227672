import { useEffect, useState } from 'react';
import { formatDuration } from '../../../shared/format/duration.ts';

/** Full minutes while there are several, then seconds. */
const words = (milliseconds: number): string => {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  return formatDuration(seconds > 120 ? Math.ceil(seconds / 60) * 60 : seconds);
};

/** How long something can still be done, counted down; silent, or a screen reader would count along. */
export function TimeLeft({ until }: { readonly until: number }) {
  const [now, setNow] = useState(Date.now);

  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);

  return <span aria-live="off">{words(until - now)} left.</span>;
}
