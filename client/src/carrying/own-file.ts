/** What browsers with Trusted Types ask for where a script starts; strings will do for the others. */
interface Policies {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): {
    createScriptURL(url: string): string
  }
}

const OWN = /^\/(?:sw\.js|assets\/[\w-]+\.js)$/

const policies = (globalThis as { readonly trustedTypes?: Policies }).trustedTypes
const policy = policies?.createPolicy('OwnFiles', { createScriptURL: onlyOwn })

function onlyOwn(url: string): string {
  if (!OWN.test(url)) throw new TypeError(`${url} is no file of ours`)
  return url
}

/** The address of a script of our own build, as browsers accept it for a worker. Throws for any other. */
export function ownFile(url: string): string {
  return policy ? policy.createScriptURL(url) : onlyOwn(url)
}
