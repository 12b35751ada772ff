import * as Y from 'yjs'

/**
 * Applies updates and changes nothing else. Left to itself, Yjs removes marks that became redundant whenever an update
 * comes from elsewhere (`cleanupYTextAfterTransaction`). A server that did so would hold deletions that are in no log
 * and that nobody was told of, and would take them for known when someone sends them: copies would differ for ever.
 */
export function applyOnly(doc: Y.Doc, ...updates: readonly Uint8Array[]): void {
  doc.transact((transaction) => {
    for (const bytes of updates) Y.applyUpdate(doc, bytes)
    // Yjs tidies after transactions that are not local, and `applyUpdate` says that this one is not.
    transaction.local = true
  })
}
