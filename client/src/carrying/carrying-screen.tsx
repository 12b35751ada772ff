export function CarryingScreen() {
  return <main id="main" />
}
