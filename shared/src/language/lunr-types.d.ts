/** What we use of lunr 2.3 and lunr-languages; neither brings types. */
declare module 'lunr' {
  namespace lunr {
    interface Index {
      query(build: (query: Query) => void): { ref: string; score: number }[]
      /** Reads operators: for the bench alone. */
      search(text: string): { ref: string; score: number }[]
      toJSON(): object
    }
    interface Query {
      clause(clause: {
        term: string
        fields?: string[]
        boost?: number
        usePipeline?: boolean
        wildcard?: number
      }): void
    }
    interface Builder {
      pipeline: { reset(): void }
      searchPipeline: { reset(): void }
      tokenizer: (text: unknown) => unknown[]
      use(plugin: unknown): void
      ref(name: string): void
      field(name: string, options?: { boost?: number }): void
      add(doc: Record<string, unknown>): void
      build(): Index
    }
    type Stemmer = (word: string) => string
  }
  interface Lunr {
    Builder: new () => lunr.Builder
    Index: { load(serialised: object): lunr.Index }
    Token: new (
      word: string,
      metadata: object,
    ) => { toString(): string; update(change: (word: string) => string): unknown }
    stemmer: (token: unknown) => { toString(): string }
    fr: { stemmer: lunr.Stemmer }
  }
  const lunr: Lunr
  export default lunr
}
declare module 'lunr-languages/lunr.stemmer.support.js' {
  const support: (lunr: unknown) => void
  export default support
}
declare module 'lunr-languages/lunr.fr.js' {
  const french: (lunr: unknown) => void
  export default french
}
