"""British and Irish names for the generated set."""

from __future__ import annotations

from crm.demo.data.pools import Names, words

_STREETS = words(
    "High Street, Station Road, Church Street, Main Street, Park Road, Victoria Road, London Road, Mill"
    " Lane, The Green, Queens Road, King Street, New Road, Manor Road, Albert Road, School Lane, Grange"
    " Road, Market Street, Bridge Street, Springfield Road, George Street, North Street, Castle Street,"
    " Quay Street"
)
_TRADES = words(
    "Construction, Engineering, Furniture, Foods, Logistics, Electronics, Motors, Joinery, Property,"
    " Textiles, Print, Consulting, Software, Timber, Wines, Footwear, Tools, Components, Landscapes,"
    " Travel, Bakery, Plastics, Interiors, Hotels, Media"
)
_JOBS = words(
    "Managing director, Purchasing manager, Accounts, Sales director, Technical office, Sales manager,"
    " Office manager, Warehouse, Quality manager, Owner"
)
_PATTERNS = (
    "{surname} {trade} {form}",
    "{surname} & {other} {form}",
    "{city} {trade} {form}",
    "{surname} & Sons {trade} {form}",
    "{surname} Brothers {form}",
)
BRITISH = Names(
    men=words(
        "David, John, James, Michael, Paul, Robert, Andrew, Peter, Mark, Christopher, Stephen, Thomas,"
        " Daniel, Richard, William, Matthew, Simon, Alan, Anthony, Kevin, Ian, Philip, Martin, Jonathan,"
        " Graham, Adam, Neil, George, Samuel, Oliver, Harry, Jack, Luke, Edward, Joseph, Mohammed, Stuart,"
        " Colin, Gareth, Owen"
    ),
    women=words(
        "Susan, Margaret, Sarah, Emma, Julie, Karen, Patricia, Elizabeth, Jane, Helen, Christine, Laura,"
        " Rebecca, Claire, Jennifer, Alison, Lisa, Nicola, Amanda, Charlotte, Rachel, Jessica, Emily,"
        " Sophie, Hannah, Victoria, Katherine, Samantha, Lucy, Gemma, Joanne, Louise, Amy, Olivia, Grace,"
        " Alice, Fatima, Priya, Megan, Eleanor"
    ),
    surnames=words(
        "Smith, Jones, Taylor, Williams, Brown, Davies, Evans, Wilson, Thomas, Roberts, Johnson, Lewis,"
        " Walker, Robinson, Wood, Thompson, White, Watson, Jackson, Wright, Green, Harris, Cooper, King,"
        " Lee, Martin, Clarke, James, Morgan, Hughes, Edwards, Hill, Moore, Clark, Harrison, Scott, Young,"
        " Morris, Hall, Ward, Turner, Carter, Phillips, Mitchell, Patel, Adams, Campbell, Anderson, Allen,"
        " Cook, Bailey, Parker, Miller, Davis, Murphy, Price, Bell, Baker, Griffiths, Khan"
    ),
    streets=_STREETS,
    trades=_TRADES,
    jobs=_JOBS,
    forms=("Ltd", "plc"),
    patterns=_PATTERNS,
    address="{number} {street}",
)
IRISH = Names(
    men=words(
        "John, Patrick, Michael, James, Seán, Conor, David, Daniel, Declan, Brendan, Kieran, Eoin, Cian,"
        " Liam, Niall, Padraig, Fergus, Donal, Ronan, Colm"
    ),
    women=words(
        "Mary, Margaret, Sinéad, Aoife, Niamh, Ciara, Emma, Sarah, Orla, Gráinne, Siobhán, Deirdre,"
        " Róisín, Maeve, Bríd, Fiona, Caoimhe, Clodagh, Nuala, Bernadette"
    ),
    surnames=words(
        "Murphy, Kelly, O'Sullivan, Walsh, Smith, O'Brien, Byrne, Ryan, O'Connor, O'Neill, O'Reilly,"
        " Doyle, McCarthy, Gallagher, Doherty, Kennedy, Lynch, Murray, Quinn, Moore, McLoughlin,"
        " O'Carroll, Connolly, Daly, O'Connell, Wilson, Dunne, Brennan, Burke, Collins"
    ),
    streets=_STREETS,
    trades=_TRADES,
    jobs=_JOBS,
    forms=("Ltd", "DAC"),
    patterns=_PATTERNS,
    address="{number} {street}",
)
BRITISH_AREAS = {
    "Bristol": "+44 117 9## ####",
    "Cambridgeshire": "+44 1223 ######",
    "County Antrim": "+44 28 90## ####",
    "Greater London": "+44 20 7### ####",
    "Greater Manchester": "+44 161 ### ####",
    "Lanarkshire": "+44 141 5## ####",
    "Merseyside": "+44 151 7## ####",
    "Midlothian": "+44 131 4## ####",
    "North Yorkshire": "+44 1904 ######",
    "Nottinghamshire": "+44 115 9## ####",
    "Oxfordshire": "+44 1865 ######",
    "South Glamorgan": "+44 29 20## ####",
    "South Yorkshire": "+44 114 2## ####",
    "Tyne and Wear": "+44 191 2## ####",
    "West Midlands": "+44 121 4## ####",
    "West Yorkshire": "+44 113 2## ####",
}
IRISH_AREAS = {
    "County Cork": "+353 21 4## ####",
    "County Dublin": "+353 1 6## ####",
    "County Galway": "+353 91 5## ###",
    "County Limerick": "+353 61 4## ###",
    "County Louth": "+353 42 93# ####",
    "County Waterford": "+353 51 8## ###",
}
"""Phones by county; every ``#`` stands for a digit, the first of them for 2 to 9."""
BRITISH_MOBILE = "+44 74## ######"
IRISH_MOBILE = "+353 87 ### ####"
