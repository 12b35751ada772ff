/** Words that a question is built with and that say little of what it is about. Folded forms. */
/** Words that many questions are asked with, and that pages hold as well: they count for little. Folded forms. */
export const WEAK_WORDS: ReadonlySet<string> = new Set(
  `aide aider aimerais besoin bonjour chercher cherche ca connaitre definition demander dire exemple exemples existe exister explication
  expliquer fonctionne fonctionner merci moyen pouvoir regarder savoir servir sert signifie signification svp trouve trouver utiliser vais
  veux voir vouloir voudrais about best example find help need please want`.split(/\s+/),
)

export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a ai ait ainsi alors apres as au aucun aucune aujourdhui auquel aussi autre autres aux avant avec avez avoir avons bien car ce ceci cela celle celles celui
  ces cet cette ceux chez comment combien comme d dans de des donc dont du elle elles en encore entre es est et etait etes etre eu eux fait faire faut fois font
  ici il ils j je l la laquelle le les lesquels leur leurs lequel lors lui m ma mais me meme mes mieux moi moins mon n ne ni nos notre nous on ont ou par parce pas peu peut
  peuvent peux plus plutot pour pourquoi puis qu quand que quel quelle quelles quels quelqu qui quoi rien s sa sans se sera ses si soit son sont sous suis sur t ta
  tes ton tous tout toute toutes tres tu un une va vers veut veux voici voila vos votre vous y
  about an and are at be been but by can could did do does for from had has have he her his how i in into is it its just like me my not of or our out she so some
  than that the their them then there these they this to up us was we were what when where which who why will with would you your`.split(
    /\s+/,
  ),
)
