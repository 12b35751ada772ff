import type { WholeCard } from '../pages/page-list.ts'

/** Six decimals are ten centimetres. */
const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6

/** Pages that are somewhere, as RFC 7946 writes them: longitude first. */
export function geojsonOf(cards: readonly WholeCard[], here: string): object {
  const features = cards.flatMap(({ card, fields }) => {
    const { position, open, commune, unknown } = card.answers ?? {}
    if (!position) return []
    const url = `${here}/p/${card.slug}`
    return [
      {
        type: 'Feature',
        id: url,
        geometry: { type: 'Point', coordinates: [rounded(position.lon), rounded(position.lat)] },
        properties: {
          title: card.title,
          type: card.type,
          url,
          summary: fields.summary ?? null,
          address: fields.address ?? null,
          commune: commune?.name ?? null,
          insee: commune?.code ?? null,
          opening_hours: fields.opening_hours ?? null,
          state: open?.state ?? null,
          unknown: unknown ?? [],
          standing: card.standing,
          updated: card.updatedAt,
          licence: fields.licence ?? null,
        },
      },
    ]
  })
  return { type: 'FeatureCollection', features }
}
