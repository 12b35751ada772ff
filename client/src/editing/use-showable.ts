import { useEffect, useState } from 'react'
import { pageSchema } from '@terreau/shared/document/schema.ts'
import type { LivePage } from '../sync/live-page.ts'
import { canBuild } from './buildable.ts'

/** True once an editor can show all that the page holds. From then on the editor watches by itself, and stays. */
export function useShowable(live: LivePage, ready: boolean): boolean {
  const [showable, setShowable] = useState(false)
  useEffect(() => {
    if (!ready || showable) return undefined
    const look = () => {
      const can = canBuild(live.body, pageSchema)
      live.hold(!can)
      if (can) setShowable(true)
    }
    look()
    live.body.observeDeep(look)
    return () => live.body.unobserveDeep(look)
  }, [live, ready, showable])
  return showable
}
