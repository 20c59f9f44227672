import { z } from 'zod';

// Zod would try whether it may compile code, which the page's content security policy reports as a violation.
z.config({ jitless: true });
