//! Logos, icons and backgrounds.

use super::row::section;

table! {
    ASSETS_ROWS of "Assets";

    [section("")]
    ASSETS_SVG_FAVICON_ENABLE: Boolean("Assets_SvgFavicon_Enable", true).named("Enable_Svg_Favicon");
    ASSETS_LOGO: Asset("Assets_logo", "images/logo/logo.svg")
        .public().file(&["svg", "png", "jpg", "jpeg"], None).wizard(3, 2);
    ASSETS_LOGO_DARK: Asset("Assets_logo_dark", "images/logo/logo_dark.svg")
        .public().file(&["svg", "png", "jpg", "jpeg"], None);
    ASSETS_BACKGROUND: Asset("Assets_background", "").public().file(&["svg", "png", "jpg", "jpeg"], None);
    ASSETS_BACKGROUND_DARK: Asset("Assets_background_dark", "")
        .public().file(&["svg", "png", "jpg", "jpeg"], None);
    ASSETS_FAVICON_ICO: Asset("Assets_favicon_ico", "favicon.ico").public().file(&["ico"], None);
    ASSETS_FAVICON: Asset("Assets_favicon", "images/logo/icon.svg").public().file(&["svg"], None);
    ASSETS_FAVICON_16: Asset("Assets_favicon_16", "images/logo/favicon-16x16.png")
        .public().file(&["png"], Some((16, 16)));
    ASSETS_FAVICON_32: Asset("Assets_favicon_32", "images/logo/favicon-32x32.png")
        .public().file(&["png"], Some((32, 32)));
    ASSETS_FAVICON_192: Asset("Assets_favicon_192", "images/logo/android-chrome-192x192.png")
        .public().file(&["png"], Some((192, 192)));
    ASSETS_FAVICON_512: Asset("Assets_favicon_512", "images/logo/android-chrome-512x512.png")
        .public().file(&["png"], Some((512, 512)));
    ASSETS_TOUCHICON_180: Asset("Assets_touchicon_180", "images/logo/apple-touch-icon.png")
        .public().file(&["png"], Some((180, 180)));
    ASSETS_TOUCHICON_180_PRE:
        Asset("Assets_touchicon_180_pre", "images/logo/apple-touch-icon-precomposed.png").public()
        .file(&["png"], Some((180, 180)));
    ASSETS_TILE_70: Asset("Assets_tile_70", "images/logo/mstile-70x70.png")
        .public().file(&["png"], Some((70, 70)));
    ASSETS_TILE_144: Asset("Assets_tile_144", "images/logo/mstile-144x144.png")
        .public().file(&["png"], Some((144, 144)));
    ASSETS_TILE_150: Asset("Assets_tile_150", "images/logo/mstile-150x150.png")
        .public().file(&["png"], Some((150, 150)));
    ASSETS_TILE_310_SQUARE: Asset("Assets_tile_310_square", "images/logo/mstile-310x310.png")
        .public().file(&["png"], Some((310, 310)));
    ASSETS_TILE_310_WIDE: Asset("Assets_tile_310_wide", "images/logo/mstile-310x150.png")
        .public().file(&["png"], Some((310, 150)));
    ASSETS_SAFARI_PINNED: Asset("Assets_safari_pinned", "images/logo/safari-pinned-tab.svg")
        .public().file(&["svg"], None);
}
