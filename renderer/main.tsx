import './no-eval.ts';
import '@cloudscape-design/global-styles/index.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { loadPages } from './app/page/lazy-page.tsx';
import './app/theme.css';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element with the id "root".');

const whenIdle = (): Promise<unknown> =>
  new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1000 }));

createRoot(root).render(
  <StrictMode>
    <App
      onUsable={() => {
        performance.mark('usable');
        void loadPages(whenIdle);
      }}
    />
  </StrictMode>,
);
