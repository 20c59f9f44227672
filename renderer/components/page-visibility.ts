import { createContext } from 'react';

/** Whether the user sees the page; a page that keeps its state is hidden while another one is shown. */
export const PageVisibilityContext = createContext(true);
