/** The version that an address asks for; empty where it asks for that for readers. */
export function askedVersion(search: string): string {
  const asked = new URLSearchParams(search).get('version') ?? ''
  return /^(?:live|validated|[1-9]\d{0,8})$/.test(asked) ? asked : ''
}
