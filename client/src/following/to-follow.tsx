import { lazyPart } from '../ui/lazy-part.tsx'

/** Following what a screen shows: nothing is missed without it. */
export const ToFollow = lazyPart(() => import('./follow.tsx'), 'quiet')
