/** Lines of longitude and latitude, in degrees; the build puts coasts and borders here (see `outlinesAtBuild`). */
export const OUTLINES: readonly (readonly (readonly [lon: number, lat: number])[])[] = []
