function list(names: string): readonly string[] {
  return names
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}

/** Names of nobody: plants and landscape made into surnames of many tongues, in every spelling that breaks software. */
export const LAST_NAMES = list(`
  Larkspur, Sagewright, Cottonwell, Meadowlarke, Harebell, Juniperson, Camaswell, Thistledown,
  O’Sagebrush, O'Fescue, D’Aspen, MacYarrow, McCoulee, Ó Raithnigh, Fjeldsø, Bjørkvik, Ängström-Vale,
  Grönlund-Rye, Müllerstein, Weißdorn, Łąkowiak, Žitnik, Çedarlı, Ibáñez-Cloudrest, Peñablanca,
  De La Coulee, Delacoulee, Van der Windrow, St. Yarrow, Saint-Ponderosa, Nguyễn-Prairie, Xiong-Lark,
  Al-Juniperi, Okonkwo-Birch, Adébáyò-Reed, Kahale-Lehua, ʻŌhiʻa, Tallgrass, Two Meadows,
  Stands-by-Willow, Bluebunch, Redcedar, Bitterroote, Serviceberry, Kinnikinnick, Chokecherry,
  Huckleby, Needlegrass, Featherstonehaugh-Wintergreen, Papadogiannopoulos-Meadowbrook, Li, Oh,
  Benchland, Windrow, Stubblefelt, Haymaker-Jones, Jones-Haymaker, Rimrock, Badlander, Snowberry,
  Buffaloberry, Gumbo-Lily, Arrowleaf, Prairiesmoke, Silversage, Goldenpea, Penstemon, Shootingstar,
  Fleabane, Wheatley-Røros
`);

export const GIRLS = list(`
  Anaïs, Zoë, Maren, Aiyana, Xóchitl, Noor, Linh, Mary-Kate, Siobhán, Ngozi, Keahi, Łucja,
  Seraphina-Josephine, Jo, Elizabeth, Abigail, Margaret, Katherine, Inés, Chloé, Freyja, Sunniva, Wren,
  Briar, Hazel, Juniper, Dakota, Rosalía, Thandiwe, Yuki, Amélie, Signe, Shi’ann, Isabella, Madeline,
  Victoria, Tess, Ada, Ruby, Åse
`);

export const BOYS = list(`
  José, Søren, Tomás, Émile, Bjørn, D’Andre, Keoni, Kwame, Minh, Jean-Luc, Cormac, Stanisław,
  Maximilian-Alexander, Bo, William, Robert, Benjamin, Theodore, Raúl, Björn, Leif, Håkon, Ash, Rowan,
  Cedar, Colt, Wyatt, Ángel, Tendai, Haruki, Théo, Nils, Te’o, Samuel, Nicholas, Joseph, Gus, Ike,
  Otis, Øyvind
`);

/** Names used at school, by first name. */
export const USUAL_NAMES: Readonly<Record<string, string>> = {
  Elizabeth: 'Libby',
  Abigail: 'Abby',
  Margaret: 'Maggie',
  Katherine: 'Kate',
  'Seraphina-Josephine': 'Posy',
  'Maximilian-Alexander': 'Max',
  William: 'Will',
  Robert: 'Bobby',
  Benjamin: 'Ben',
  Theodore: 'Teddy',
  Samuel: 'Sam',
  Nicholas: 'Nick',
};

export const STREETS = list(`
  Elevator Rd, Section Line Rd, Main St, Coulee Ln, Railroad Ave, Windbreak Dr, Stockyard Rd,
  County Road 512, Grange Hall Rd, Bench Rd, First Ave N, Irrigation Ditch Rd
`);
