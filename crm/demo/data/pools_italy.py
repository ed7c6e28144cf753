"""Italian names for the generated set."""

from __future__ import annotations

from crm.demo.data.pools import Names, words

ITALIAN = Names(
    men=words(
        "Giuseppe, Antonio, Giovanni, Mario, Luigi, Francesco, Andrea, Roberto, Marco, Alessandro,"
        " Vincenzo, Salvatore, Stefano, Angelo, Luca, Paolo, Carlo, Franco, Domenico, Davide, Fabio,"
        " Massimo, Matteo, Simone, Claudio, Giorgio, Michele, Riccardo, Enrico, Nicola, Pietro, Alberto,"
        " Daniele, Lorenzo, Federico, Gabriele, Maurizio, Emanuele, Tommaso, Giacomo"
    ),
    women=words(
        "Maria, Anna, Giulia, Francesca, Laura, Rosa, Paola, Elena, Sara, Chiara, Giovanna, Angela,"
        " Valentina, Silvia, Federica, Teresa, Daniela, Barbara, Alessandra, Martina, Roberta, Cristina,"
        " Simona, Monica, Elisa, Patrizia, Stefania, Lucia, Caterina, Giorgia, Ilaria, Claudia, Michela,"
        " Beatrice, Alice, Margherita, Emma, Serena, Marta, Irene"
    ),
    surnames=words(
        "Rossi, Russo, Ferrari, Esposito, Bianchi, Romano, Colombo, Ricci, Marino, Greco, Bruno, Gallo,"
        " Conti, De Luca, Mancini, Costa, Giordano, Rizzo, Lombardi, Moretti, Barbieri, Fontana, Santoro,"
        " Mariani, Rinaldi, Caruso, Ferrara, Galli, Martini, Leone, Longo, Gentile, Martinelli, Vitale,"
        " Lombardo, Serra, Coppola, De Santis, D'Angelo, Marchetti, Parisi, Villa, Conte, Ferraro, Ferri,"
        " Fabbri, Bianco, Marini, Grasso, Valentini, Messina, Sala, De Angelis, Gatti, Pellegrini,"
        " Palumbo, Sanna, Farina, Rizzi, Monti"
    ),
    streets=words(
        "Via Roma, Via Garibaldi, Via Mazzini, Via Cavour, Via Verdi, Via Dante, Via Marconi, Corso"
        " Italia, Via Matteotti, Via della Repubblica, Via Vittorio Veneto, Via San Francesco, Via XXV"
        " Aprile, Viale Europa, Via Leopardi, Via Gramsci, Via dell'Industria, Via dell'Artigianato, Via"
        " Manzoni, Via Galileo Galilei, Via Trento, Viale della Libertà, Via Alessandro Volta, Via"
        " Pascoli, Via Piave"
    ),
    trades=words(
        "Costruzioni, Impianti, Arredamenti, Alimentari, Trasporti, Elettronica, Officine, Serramenti,"
        " Immobiliare, Ceramiche, Tessile, Grafica, Consulenze, Informatica, Legnami, Vini, Calzature,"
        " Macchine Utensili, Autoricambi, Giardini, Viaggi, Dolciaria, Carpenteria, Stampaggio, Cosmetici"
    ),
    jobs=words(
        "Titolare, Responsabile acquisti, Amministrazione, Direttore commerciale, Ufficio tecnico,"
        " Responsabile vendite, Segreteria, Magazzino, Responsabile qualità, Amministratore unico"
    ),
    forms=("S.r.l.", "S.p.A.", "S.n.c.", "S.a.s."),
    patterns=(
        "{trade} {surname} {form}",
        "{surname} {trade} {form}",
        "{trade} {city} {form}",
        "{surname} & {other} {form}",
        "{trade} {surname} & Figli {form}",
    ),
    address="{street} {number}",
)
AREAS = {
    "AN": "+39 071 ### ####",
    "BA": "+39 080 ### ####",
    "BG": "+39 035 ### ####",
    "BI": "+39 015 ### ####",
    "BO": "+39 051 ### ####",
    "BS": "+39 030 ### ####",
    "CA": "+39 070 ### ####",
    "CN": "+39 0173 ######",
    "CO": "+39 031 ### ####",
    "CS": "+39 0984 ######",
    "CT": "+39 095 ### ####",
    "FI": "+39 055 ### ####",
    "GE": "+39 010 ### ####",
    "LC": "+39 0341 ######",
    "LE": "+39 0832 ######",
    "MB": "+39 039 ### ####",
    "MI": "+39 02 #### ####",
    "MO": "+39 059 ### ####",
    "NA": "+39 081 ### ####",
    "NO": "+39 0321 ######",
    "PA": "+39 091 ### ####",
    "PD": "+39 049 ### ####",
    "PE": "+39 085 ### ####",
    "PG": "+39 075 ### ####",
    "PI": "+39 050 ### ####",
    "PO": "+39 0574 ######",
    "PR": "+39 0521 ######",
    "PU": "+39 0721 ######",
    "RA": "+39 0544 ######",
    "RM": "+39 06 #### ####",
    "RN": "+39 0541 ######",
    "SA": "+39 089 ### ####",
    "TA": "+39 099 ### ####",
    "TN": "+39 0461 ######",
    "TO": "+39 011 ### ####",
    "TS": "+39 040 ### ####",
    "TV": "+39 0423 ######",
    "UD": "+39 0432 ######",
    "VA": "+39 0332 ######",
    "VE": "+39 041 ### ####",
    "VI": "+39 0444 ######",
    "VR": "+39 045 ### ####",
}
"""Phones by province; every ``#`` stands for a digit, the first of them for 2 to 9."""
MOBILE = "+39 34# ### ####"
