/** The state of the sign-in when the browser requests the callback address. */
export type CallbackOutcome = 'signed-in' | 'denied' | 'failed' | 'cancelled' | 'not-expected';

const words: Readonly<Record<CallbackOutcome, readonly [heading: string, text: string]>> = {
  'signed-in': ['You are signed in', 'You can close this page and go back to ECR Image Replicator.'],
  denied: [
    'You did not allow the sign-in',
    'Nothing has changed. You can close this page and go back to ECR Image Replicator.',
  ],
  failed: [
    'The sign-in failed',
    'ECR Image Replicator shows the reason. You can close this page and go back to it.',
  ],
  cancelled: [
    'The sign-in was canceled',
    'You can close this page. To sign in, start again in ECR Image Replicator.',
  ],
  'not-expected': [
    'No sign-in in progress',
    'This page does not belong to a sign-in. You can close it and go back to ECR Image Replicator.',
  ],
};

/** Renders a page that loads no other resource and contains nothing from the request. */
export function renderCallbackPage(outcome: CallbackOutcome): string {
  const [heading, text] = words[outcome];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${heading}</title>
<style>
:root { color-scheme: light dark; }
body { margin: 20vh auto 0; max-width: 32rem; padding: 0 1.5rem; font: 16px/1.5 system-ui, sans-serif;
  background: light-dark(#fff, #161d26); color: light-dark(#0f141a, #dedee3); }
h1 { font-size: 1.5rem; }
</style>
</head>
<body>
<main>
<h1>${heading}</h1>
<p>${text}</p>
</main>
</body>
</html>
`;
}
