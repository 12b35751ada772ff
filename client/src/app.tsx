import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { useLanguage } from './i18n/language.tsx'
import { ToBeTold } from './joining/to-be-told.tsx'
import { isEmbedded, openOutside } from './moving/embedded.ts'
import { screenAt } from './screens.tsx'
import { Arrival } from './ui/arrival.tsx'
import { Footer } from './ui/footer.tsx'
import { Masthead } from './ui/masthead.tsx'
import { StillGoing } from './ui/still-going.tsx'
import { useSearchKey } from './ui/search-box.tsx'

/** Every screen between its masthead and its footer. Stands inside a router and a language. */
export function App({ client }: { client: QueryClient }) {
  const { t } = useLanguage()
  const [path] = useLocation()
  useSearchKey()
  if (isEmbedded(path))
    return (
      <QueryClientProvider client={client}>
        <div onClickCapture={openOutside}>
          <CurrentScreen />
        </div>
      </QueryClientProvider>
    )
  return (
    <QueryClientProvider client={client}>
      <a className="skip btn" href="#main">
        {t.skip}
      </a>
      <Masthead />
      <StillGoing />
      <ToBeTold />
      <CurrentScreen />
      <Footer />
      <Arrival />
    </QueryClientProvider>
  )
}

function CurrentScreen() {
  const [path] = useLocation()
  const { screen, params } = screenAt(path)
  return screen.show(params)
}

/** What broke on the way is tried once more, where there is a way at all. */
const retry = (failures: number) => failures < 1 && navigator.onLine

/** Questions and answers of one visit. Expected refusals are answers; without a network, the device may have its own. */
export function freshClient(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { retry, networkMode: 'always', refetchOnWindowFocus: false } } })
}
