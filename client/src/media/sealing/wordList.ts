/**
 * What two people read to each other: everyday English words, the same in every language of the
 * product, because both have to read the very same. 256 of them can be kept so far apart that a bad
 * telephone line does not mix them up: no two begin with the same three letters, and no two are only one
 * letter apart. More words would be longer, or more alike.
 */
export const wordList: readonly string[] = `
acorn airport album almond amber anchor animal apple
artist attic autumn avocado bakery balloon bamboo banana
barrel basket beach bell bicycle birthday biscuit blossom
blue bonfire bottle bracelet bread bridge brother brush
bubble buffalo bungalow butter cabin cactus calendar camel
candle captain carrot ceiling cherry chimney chocolate cinema
circle cloud coconut coffee compass copper cotton cousin
cowboy crab crown crystal cucumber cupboard cushion daisy
dance december dentist desert diamond dinner doctor dolphin
donkey doughnut dragon drum duck eagle egg elbow
elephant emerald engine envelope family farmer feather festival
firefly fish flag football forest fountain fox friend
fruit gallery garage giant giraffe glove gold gorilla
grandma green guitar hamster hedgehog helmet hippo holiday
horse hospital hotel iceberg igloo insect island jam
january jelly jigsaw journey juice jungle kangaroo keyboard
kitchen kiwi koala ladder lake lantern laundry lemon
leopard lettuce library lizard lobster lunch machine magnet
mailbox mango marble meadow midnight milk mirror moon
mosquito muffin museum napkin needle newspaper notebook november
oak oatmeal ocean octopus office omelette onion opera
orange ostrich palace paper pasta peanut pencil perfume
photo picnic pigeon pillow pineapple pirate pizza pocket
popcorn postman potato prince pumpkin puppet purple pyramid
quilt rabbit radio rainbow raspberry ribbon river robot
rubber rugby sailor salad sandal saturday scarf school
scissors scooter shampoo sheep shirt shower sister slipper
smile snow soap spider square stadium storm street
studio submarine sugar suitcase summer sunflower tablet taxi
telescope tennis thumb tornado tractor treasure triangle trumpet
tulip tunnel umbrella unicorn vanilla village violin volcano
waffle walnut watch wedding weekend window wolf zigzag
`
  .trim()
  .split(/\s+/);
