/** Where people reach the wiki. */
export interface Site {
  /** Without a trailing slash. */
  readonly publicUrl: string
  /** The exact origins whose pages may change anything. */
  readonly origins: readonly string[]
  /** True over https: cookies then carry `__Host-` and Secure. */
  readonly secure: boolean
}
